/// The values of one event that were asked for and that nobody can read: each counts once, however
/// often and by whomever it is asked for.
///
/// Whoever shows an event to somebody lends it one of these, and takes the count when he is done. The
/// common path costs nothing: only an accessor that has failed comes here.
///
/// Sound as Sendable: an event is shown by one thread at a time, which alone notes and takes.
@usableFromInline @safe package final class UnreadableValues: @unchecked Sendable {
  /// Where the values begin in the line.
  private let places: UnsafeMutablePointer<[Int]>

  /// None yet.
  package init() {
    unsafe places = .allocate(capacity: 1)
    unsafe places.initialize(to: [])
  }

  deinit {
    unsafe places.deinitialize(count: 1)
    unsafe places.deallocate()
  }

  /// Whether all that was asked for could be read.
  @inline(__always)
  package var isEmpty: Bool { unsafe places.pointee.isEmpty }

  /// How many there are; from here on there are none.
  package func take() -> Int {
    let count = unsafe places.pointee.count
    unsafe places.pointee.removeAll(keepingCapacity: true)
    return count
  }

  func note(_ place: Int) {
    if unsafe !places.pointee.contains(place) { unsafe places.pointee.append(place) }
  }
}

extension Event {
  /// Notes a value of this event that was asked for and that nobody can read. Null and an empty text
  /// say nothing, so there is nothing to be read.
  package func noteUnreadable(_ view: borrowing JSONView) {
    if unsafe unreadable == nil || view.saysNothing { return }
    note(view)
  }

  @inline(never)
  private func note(_ view: borrowing JSONView) {
    let start = unsafe line.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    let place = unsafe view.text.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    unsafe unreadable?.takeUnretainedValue().note(Int(place &- start))
  }
}

extension JSONView {
  /// Whether it counts as absent: null, or an empty text.
  package var saysNothing: Bool { kind == .null || kind == .string && text.isEmpty }
}
