/** The way in: REST resources and the ports that other modules ask; transactions begin here. */
package org.kairan.organization.boundary;
