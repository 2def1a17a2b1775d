/** What was said by hand, and who waits. */
package org.kairan.presence.entity;
