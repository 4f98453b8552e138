/** Tests of the wire. */
@NullMarked
package dev.podnetwork.fake.wire;

import org.jspecify.annotations.NullMarked;
