/** Who is signed in at a CRM, for the words of the page and of the command line: nobody in particular where a workspace holds the credential. */
export function userWords(user: string | null): { readonly known: 'yes' | 'no'; readonly user: string } {
  return user === null ? { known: 'no', user: '' } : { known: 'yes', user };
}
