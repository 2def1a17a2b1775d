/** The way in: REST resources and the streams that clients follow; transactions begin here. */
package org.kairan.chat.boundary;
