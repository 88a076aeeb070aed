import Testing

/// Whole measurements over loopback, one at a time: each takes all of the processor that it can get.
@Suite(.serialized) enum LoopbackLine {}
