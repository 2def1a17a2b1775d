/** Time as the city counts it; instants are UTC, days are those of the city. */
package org.kairan.core.time;
