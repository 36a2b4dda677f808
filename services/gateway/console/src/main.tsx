import { render } from 'preact';
import { App } from './app';
import { startSession } from './shell/session';
import { startTheme } from './shell/theme';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/planning.css';

startTheme();
void startSession();
const place = document.getElementById('console');
if (place) render(<App />, place);
