/** A year of conversations in the example city: hand-written scripts, who says them in which room, and who reads them when. */
package org.kairan.demo.talk;
