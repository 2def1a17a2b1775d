/** What people ask about their notices and how they want them; observers of what happens in other modules; and the worker that mails. */
package org.kairan.notification.boundary;
