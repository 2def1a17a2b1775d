/**
 * Presence (在席・行先): who is in, where the others are and when they come back.
 *
 * <p>It is kept nowhere. It follows, at every question, from what people are engaged in, from the days and hours on which the city works, and from what was said by hand, the <em>override</em>, until it ends. Why
 * it is so: docs/decisions/0023-presence.md.
 */
package org.kairan.presence;
