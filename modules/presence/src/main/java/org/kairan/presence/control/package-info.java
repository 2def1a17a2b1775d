/** How presence follows from what is known. */
package org.kairan.presence.control;
