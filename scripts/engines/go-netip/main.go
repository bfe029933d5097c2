// Asks net/netip and net about texts. In: one JSON string per line. Out: one JSON object per line, null where Go refuses.
package main

import (
	"bufio"
	"encoding/json"
	"net"
	"net/netip"
	"os"
)

type answer struct {
	Text    string  `json:"text"`
	Address *string `json:"address"` // netip.ParseAddr
	Prefix  *string `json:"prefix"`  // netip.ParsePrefix
	Masked  *string `json:"masked"`  // the prefix without its host bits
	Mac     *string `json:"mac"`     // net.ParseMAC
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		a := answer{}
		if err := json.Unmarshal(in.Bytes(), &a.Text); err != nil {
			panic(err)
		}
		if address, err := netip.ParseAddr(a.Text); err == nil {
			s := address.String()
			a.Address = &s
		}
		if prefix, err := netip.ParsePrefix(a.Text); err == nil {
			s, m := prefix.String(), prefix.Masked().String()
			a.Prefix, a.Masked = &s, &m
		}
		if mac, err := net.ParseMAC(a.Text); err == nil {
			s := mac.String()
			a.Mac = &s
		}
		if err := out.Encode(a); err != nil {
			panic(err)
		}
	}
}
