/** Rules over kinds, choices and times, and the wording and sending of mails. */
package org.kairan.notification.control;
