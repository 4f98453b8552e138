/** Alibaba Cloud as a {@link dev.podnetwork.spi.CloudNetwork}, by generic OpenAPI calls (spec: openapi-wire §13). */
@NullMarked
package dev.podnetwork.aliyun;

import org.jspecify.annotations.NullMarked;
