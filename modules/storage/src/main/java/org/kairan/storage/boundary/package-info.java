/** The way in: uploads, downloads and core's port to kept content; transactions begin here. */
package org.kairan.storage.boundary;
