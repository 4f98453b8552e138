/** Tests of the gate. */
@NullMarked
package dev.podnetwork.fake.wire.gate;

import org.jspecify.annotations.NullMarked;
