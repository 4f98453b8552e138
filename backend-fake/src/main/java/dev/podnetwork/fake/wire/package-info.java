/** The fake cloud over HTTP, as the official clients call the real one (spec: openapi-wire). */
@NullMarked
package dev.podnetwork.fake.wire;

import org.jspecify.annotations.NullMarked;
