/** Who is at the sheet. */

/** E-mail of the person at the sheet; '' where Google does not tell. */
export function userEmail(): string {
  return Session.getActiveUser().getEmail();
}
