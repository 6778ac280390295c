import Events
import Testing

@Suite struct VocabularyTests {
  @Test func `every key has its own number and spelling`() {
    let catalog = Key.catalog

    #expect(catalog.count < Key.numberLimit)
    #expect(Set(catalog.map(\.key)).count == catalog.count)
    #expect(Set(catalog.map(\.spelling)).count == catalog.count)
    for (key, spelling) in catalog {
      #expect(Key(spelling: spelling) == key && key.spelling == spelling)
    }
    #expect(Key(spelling: "no such key") == nil)
  }

  @Test(arguments: [
    (Key.event, "event"), (.recordType, "record_type"), (.atTimestamp, "@timestamp"),
    (.timeUnixNano, "timeUnixNano"), (.sessionDotID, "session.id"),
    (.parentSpanIDCamel, "parentSpanId"),
    (.durationS, "duration_s"), (.exitCode, "exit_code"), (.costUSD, "cost_usd"),
    (.genAICacheReadTokens, "gen_ai.usage.cache_read.input_tokens"), (.fromState, "from_state"),
    (.state, "state"), (.metrics, "metrics"), (.idempotencyKey, "idempotency_key"),
    (.time, "time"), (.t, "t"), (.atT, "@t"), (.eventTime, "eventTime"), (.msg, "msg"),
    (.atM, "@m"), (.atMt, "@mt"), (.atL, "@l"),
  ])
  func `a key is named as it is spelled`(key: Key, spelling: String) {
    #expect(key.spelling == spelling)
  }

  @Test func `a name has one number in the process`() {
    let name = Event.Name("vocabulary tests")

    #expect(name == Event.Name("vocabulary tests"))
    #expect(name != Event.Name("vocabulary tests 2"))
    #expect(name.string == "vocabulary tests")
    #expect(Event.Name("") == .none && Event.Name.none.string == "")
    #expect(Event.Name.overflow.string == "")
  }

  @Test(arguments: [
    ("pass", Outcome.success), ("closed", .success), ("yes", .success), ("error", .failure),
    ("no", .failure), ("skipped", .skipped), ("partial", .partial), ("timed_out", .timeout),
    ("canceled", .cancelled), ("interrupted", .cancelled), ("started", .running),
  ])
  func `a word means one outcome`(word: String, outcome: Outcome) {
    #expect(Outcome(word: word) == outcome)
    #expect(Outcome(word: word + "!") == nil)
  }
}
