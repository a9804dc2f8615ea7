/** The export dialog's page: puts the app into it. */
import { render } from 'preact';
import './export.css';
import { App } from './export/app.tsx';
import { ask, closePage } from './server.ts';

const root = document.getElementById('app');
if (root) render(<App ask={ask} closePage={closePage} />, root);
