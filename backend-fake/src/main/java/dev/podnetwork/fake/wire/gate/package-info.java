/** What stands before every call: parameters, both signatures, keys, clocks, nonces and permissions (spec: openapi-wire §2, §3). */
@NullMarked
package dev.podnetwork.fake.wire.gate;

import org.jspecify.annotations.NullMarked;
