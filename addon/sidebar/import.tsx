/** The import dialog's page: puts the app into it. */
import { render } from 'preact';
import './import.css';
import { App } from './import/app.tsx';
import { ask, closePage } from './server.ts';

const root = document.getElementById('app');
if (root) render(<App ask={ask} closePage={closePage} />, root);
