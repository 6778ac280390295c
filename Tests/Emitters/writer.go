// writer STORE WRITER COUNT WIDEST: waits for a line, then emits; without end where COUNT is 0.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"example/tlm"
)

func main() {
	os.Setenv("TLM_STORE", os.Args[1])
	writer, _ := strconv.Atoi(os.Args[2])
	count, _ := strconv.Atoi(os.Args[3])
	widest, _ := strconv.Atoi(os.Args[4])
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	for n := 0; count == 0 || n < count; n++ {
		width := n % 700
		if n%4 == 0 {
			width = (n + 1) * 7777777 % widest
		}
		text := strings.Repeat(" ", width)
		tlm.Emit("counted", map[string]any{"writer": writer, "n": n, "width": width, "text": text})
	}
	fmt.Println("done")
}
