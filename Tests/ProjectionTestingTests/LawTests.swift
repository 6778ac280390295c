import Events
import ProjectionTesting
import Testing

@Suite struct LawTests {
  @Test func `a projection as it should be keeps every law`() throws {
    try ProjectionSpec(Counts()).given(lines: log(300)).checkLaws().checkRepeats(.counted)
    try ProjectionSpec(Once()).given(lines: log(300)).checkLaws().checkRepeats(.ignored)
  }

  @Test func `times of untimed lines and positions are those of an unbroken fold`() throws {
    try ProjectionSpec(Choosy()).given(lines: log(100)).checkLaws().checkUnknownEvents()
  }

  @Test func `a property that is not stored is found by the split that loses it`() throws {
    let lines = ["a", "a", "b", "b"].map { #"{"event":"seen","tool":"\#($0)"}"# }
    let spec = ProjectionSpec(Forgetful()).given(lines: lines)

    let failure = try #require(failure { try spec.checkSplits() })

    #expect(failure.code == .splits)
    #expect(failure.description.contains("after line 2 of 4: \(lines[1])"))
    #expect(failure.differences.map(\.description) == ["/changes: 0 instead of 1"])
  }

  @Test func `a property that is compared and not stored is found by loading it again`() throws {
    let spec = ProjectionSpec(Unequal()).given(lines: log(3))

    let failure = try #require(failure { try spec.checkReload() })

    #expect(failure.code == .reload)
    #expect(failure.description.contains("after line 1 of 3"))
    #expect(failure.description.contains("left out of its coding"))
  }

  @Test func `a state that cannot be read back is found before the first line`() throws {
    let failure = try #require(failure { try ProjectionSpec(Unreadable()).checkReload() })

    #expect(failure.code == .reload)
    #expect(failure.description.contains("cannot be decoded again before the first line"))
  }

  @Test func `the order of a dictionary is found by folding again`() throws {
    let spec = ProjectionSpec(OrderBound()).given(lines: log(40))

    let failure = try #require(failure { try spec.checkDeterminism() })

    #expect(failure.code == .determinism)
    #expect(failure.differences.contains { $0.path.hasPrefix("/orders/") })
  }

  @Test func `a report in the order of a dictionary is found by folding again`() throws {
    let spec = ProjectionSpec(Unsorted()).given(lines: log(40))

    let failure = try #require(failure { try spec.checkDeterminism() })

    #expect(failure.code == .determinism)
    #expect(failure.description.contains("the report differs:\n  /(order of names): [\"tool-"))
    let state = try spec.state()
    try spec.then(
      report: .object(
        state.sorted { $0.key < $1.key }.map {
          Member($0.key, .integer(Int64($0.value)))
        }))
  }

  @Test func `a table in the order of a dictionary is found by folding again`() throws {
    let spec = ProjectionSpec(Unarranged()).given(lines: log(40))

    let failure = try #require(failure { try spec.checkDeterminism() })

    #expect(failure.code == .determinism)
    #expect(failure.description.hasSuffix("; what people are shown differs"))
  }

  @Test func `what folds share is found by folding again`() throws {
    let spec = ProjectionSpec(Shared()).given(lines: log(3))

    #expect(failure { try spec.checkDeterminism() }?.code == .determinism)
  }

  @Test func `what depends on memory is found by other chunks`() throws {
    let spec = ProjectionSpec(AddressBound()).given(lines: log(30))

    let failure = try #require(failure { try spec.checkChunks() })

    #expect(failure.code == .chunks)
    #expect(failure.description.contains("a chunk for each line and 1 threads"))
  }

  @Test func `an unknown event that counts is told with its place`() throws {
    let spec = ProjectionSpec(Curious()).given(lines: log(5))

    let failure = try #require(failure { try spec.checkUnknownEvents() })

    #expect(failure.code == .unknownEvents)
    #expect(failure.description.contains("projection-testing.unknown"))
    #expect(failure.description.contains("before the first line"))
    try spec.checkLaws()
  }

  @Test func `an event that counts twice and should not is told with its line`() throws {
    let line = #"{"event":"seen","tool":"a"}"#
    let spec = ProjectionSpec(Counts()).given(line).when(line)

    let failure = try #require(failure { try spec.checkRepeats(.ignored) })

    #expect(failure.code == .repeats)
    #expect(failure.description.contains("line 2 of 2: \(line)"))
    #expect(failure.differences.map(\.description) == ["/a: 3 instead of 2"])
  }

  @Test func `an event that should count twice and does not is told with its line`() throws {
    let line = #"{"event":"seen","event_id":"a"}"#

    let failure = failure { try ProjectionSpec(Once()).when(line).checkRepeats(.counted) }

    #expect(failure?.code == .repeats)
    #expect(failure?.description.contains("line 1 of 1") == true)
  }

  @Test func `what a repeated event does can be looked at`() throws {
    var lines = 0

    try ProjectionSpec(Counts()).given(lines: log(2)).when(log(1)[0], log(2)[1]).checkRepeats {
      lines += 1
      #expect($0.line.contains("seen"))
      #expect($0.twice.values.reduce(0, +) == $0.once.values.reduce(0, +) + 1)
    }

    #expect(lines == 2)
  }
}
