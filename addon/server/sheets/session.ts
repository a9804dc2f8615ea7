/** Who is at the sheet. */

/** E-mail of the person at the sheet; '' where Google does not tell. Asked once in an execution. */
export function userEmail(): string {
  email ??= Session.getActiveUser().getEmail();
  return email;
}

let email: string | undefined;

/** E-mail of whoever the script runs as: in a trigger, who installed it. */
export function runnerEmail(): string {
  return Session.getEffectiveUser().getEmail();
}
