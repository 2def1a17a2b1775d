/** The way in: the observer that records, and the resources that show the record; transactions begin here. */
package org.kairan.audit.boundary;
