/** `Session`: who runs the script. */
import { Service } from '../realm.ts';

export class Session extends Service {
  readonly className = 'Session';

  getActiveUser() {
    this.run.need('Session.getActiveUser', ['userinfo.email'], 'NONE');
    return new User(this.run);
  }

  getEffectiveUser() {
    this.run.need('Session.getEffectiveUser', ['userinfo.email'], 'LIMITED');
    return new User(this.run);
  }

  getActiveUserLocale() {
    return this.run.book.localeCode.slice(0, 2);
  }

  getScriptTimeZone() {
    return this.run.book.timeZone;
  }

  getTemporaryActiveUserKey() {
    return this.run.around.state.scriptId;
  }
}

export class User extends Service {
  readonly className = 'User';

  /** Blank where the user has not agreed that the script may know. */
  getEmail() {
    return this.run.occasion.authMode === 'FULL' ? this.run.around.email : '';
  }
}
