/**
 * Tells people what happens in other modules and concerns them: in the product, by mail, as each has chosen.
 *
 * <p>An {@code activity} is one row with the groups of its audience, written in the transaction in which it happens; nobody's list is written, each is found by the groups the person holds. A {@code notice} is an
 * activity as one person sees it. It is worded when it is shown, in the reader's language, and it is there only as long as the reader may see its subject.
 *
 * <p>How it is kept, and how mails leave exactly once as far as SMTP allows: docs/decisions/0012-notification.md.
 */
package org.kairan.notification;
