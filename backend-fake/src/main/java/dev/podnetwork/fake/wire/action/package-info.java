/** The actions of the fake OpenAPI: each reads its parameters, asks the fake cloud, and writes the documented answer. */
@NullMarked
package dev.podnetwork.fake.wire.action;

import org.jspecify.annotations.NullMarked;
