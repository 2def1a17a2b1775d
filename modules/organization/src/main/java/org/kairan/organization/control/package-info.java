/** Rules that span several entities or time: the import of people, passwords, throttling. */
package org.kairan.organization.control;
