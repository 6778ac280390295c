import Analysis
import Documents
import TLM

extension EventsAsked {
  /// What cannot be asked for at once; nil where nothing stands against it.
  func refusal(isCount: Bool) -> String? {
    let isMade = making.question(Query()) != nil
    if isMade && (isCount || newestFirst) {
      return "count and newest_first are of events; rows take agg count and order"
    }
    if !isMade && making.order != nil && (isCount || newestFirst || cursor != nil) {
      return "order of events goes with none of count, newest_first and cursor"
    }
    if isMade && cursor != nil { return "cursor is of events; of rows give offset" }
    if !isMade && offset > 0 { return "offset is of rows; of events give the cursor of a page" }
    return nil
  }

  /// How many events there are.
  func count(in store: Store) throws -> Value {
    let explanation = try store.count(of: Query(conditions.filter(in: making.zone)))
    let added = isExplained ? ExplanationDocument(explanation, conditions.howFound) : nil
    return CountDocument(explanation.matched, added).json
  }
}
