/** The instance metadata service (spec: openapi-wire §11) and the small HTTP requests that it and STS take. */
@NullMarked
package dev.podnetwork.aliyun.metadata;

import org.jspecify.annotations.NullMarked;
