/** Who works for the city, and which groups of them a thing can be addressed to. */
package org.kairan.core.people;
