import Events
import Journal
import SystemCalls
import TestSupport
import Testing

struct CopiedStoreTests {
  let scratch = Scratch()

  @Test func `a store whose sealed segments lost their mode in a copy is read and appended to`()
    throws
  {
    var options = EventLog.Options()
    options.segmentLimit = 1000
    let log = try EventLog.create(scratch.store, options: options)
    for number in 0..<50 { try log.append(.numbered(number)) }
    for base in try SegmentList(log.layout).bases {
      try Descriptor.open(log.layout.segment(base), .read).setPermissions(0o600)
    }

    let copied = try EventLog.open(scratch.store, options: options)
    try copied.append(.numbered(50))

    #expect(try copied.lines() == (0...50).map { NewEvent.numbered($0).text })
  }
}
