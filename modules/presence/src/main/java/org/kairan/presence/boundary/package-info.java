/** The requests about presence, the answers as clients see them, and whoever waits being told. */
package org.kairan.presence.boundary;
