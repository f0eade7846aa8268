import type { ComponentProps } from 'react';

type ButtonProps = Readonly<{ look?: 'plain' | 'main' | 'quiet' | 'link' | 'icon' } & ComponentProps<'button'>>;

const CLASS = {
  plain: 'button',
  main: 'button button-main',
  quiet: 'button button-quiet',
  link: 'button button-link',
  icon: 'button button-quiet button-icon',
} as const;

export function Button({ look = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${CLASS[look]} ${className}`} {...rest} />;
}
