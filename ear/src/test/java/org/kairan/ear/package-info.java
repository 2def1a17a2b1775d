/**
 * The EAR as it is deployed by a user of Payara Server: {@link org.kairan.ear.EarIT} from outside, {@link org.kairan.ear.InsideEarIT} from inside the container as well. {@link org.kairan.ear.Site}
 * is what must be there before, set up as docs/operations/ear.md tells.
 */
package org.kairan.ear;
