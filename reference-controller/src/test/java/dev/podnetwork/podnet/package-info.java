/** Tests of the command through its public door: arguments in, text and exit code out. */
@NullMarked
package dev.podnetwork.podnet;

import org.jspecify.annotations.NullMarked;
