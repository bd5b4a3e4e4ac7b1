/** Buttons: one filled main action a screen, the others quieter. All at least 48 px high. */

import type { ButtonHTMLAttributes } from 'react';
import css from './button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main`: the one thing to do here. `plain`: another way on. `quiet`: looks like a link. */
  readonly look?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly wide?: boolean;
}

export function Button({ look = 'plain', wide = false, className, ...rest }: ButtonProps) {
  const classes = [css['button'], css[look], wide ? css['wide'] : undefined, className];
  return <button type="button" {...rest} className={classes.filter(Boolean).join(' ')} />;
}
