/** State of rooms, members and messages; the only place that knows the schema {@code chat}. */
package org.kairan.chat.entity;
