/** Prints what a simulation came to: for people, for kubectl, for programs. */
@NullMarked
package dev.podnetwork.podnet.report;

import org.jspecify.annotations.NullMarked;
