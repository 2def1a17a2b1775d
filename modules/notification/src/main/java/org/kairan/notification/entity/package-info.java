/** State of activities, choices and mails; the only place that knows the schema {@code notification}. */
package org.kairan.notification.entity;
