/** The sidebar's page: puts the app into it. */
import { render } from 'preact';
import './sidebar.css';
import { App } from './panel/app.tsx';
import { ask } from './server.ts';

const root = document.getElementById('app');
if (root) render(<App ask={ask} />, root);
