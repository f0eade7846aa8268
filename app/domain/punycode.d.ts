/** The package by the path of its file: its bare name would mean Node's own module of that name, which is deprecated. */
declare module 'punycode/punycode.js' {
  import punycode from 'punycode';
  export default punycode;
}
