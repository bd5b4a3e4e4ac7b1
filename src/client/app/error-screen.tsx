/** What stays when a screen breaks: calm words and a way back. Data is never touched from here. */

import { Component, type ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly onReload: () => void;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className={css['shell']}>
        <Screen
          title={text.broken.title}
          action={
            <Button look="main" wide onClick={this.props.onReload}>
              {text.broken.reload}
            </Button>
          }
        >
          <p>{text.broken.about}</p>
        </Screen>
      </main>
    );
  }
}
