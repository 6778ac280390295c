// once TEXT: emits one event from the working directory, and goes on.
package main

import (
	"fmt"
	"os"

	"example/tlm"
)

func main() {
	nested := map[string]any{"a": []any{1, nil}}
	tlm.Emit(`odd "name"`, map[string]any{"text": os.Args[1], "number": 1.5, "nested": nested})
	fmt.Println("after")
}
