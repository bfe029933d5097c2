module go-netip

go 1.26
