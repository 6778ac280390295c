/// The shortest list found for which `fails` still holds, by leaving out ever smaller runs.
///
/// `items` itself must fail. Order is kept.
package func shrunk<Item>(_ items: [Item], while fails: ([Item]) -> Bool) -> [Item] {
  var items = items
  var run = max(1, items.count / 2)
  while true {
    var start = 0
    var isShorter = false
    while start < items.count {
      var fewer = items
      fewer.removeSubrange(start..<min(items.count, start + run))
      if fails(fewer) {
        items = fewer
        isShorter = true
      } else {
        start += run
      }
    }
    if run > 1 { run /= 2 } else if !isShorter { return items }
  }
}
